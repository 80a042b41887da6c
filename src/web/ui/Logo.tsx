import classes from "./Logo.module.css";

/** The product's sign: a bubble with a clock hand, for the window that counts. */
export function Logo({ size = 36 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} className={classes.logo} aria-hidden="true">
      <rect width="32" height="32" rx="9" className={classes.ground} />
      <path
        d="M8 10.500A2.500 2.500 0 0 1 10.500 8h11A2.500 2.500 0 0 1 24 10.500v7a2.500 2.500 0 0 1-2.500 2.500H14l-4.200 3.600A.500.500 0 0 1 9 23.200V19.700A2.500 2.500 0 0 1 8 17.500z"
        className={classes.bubble}
      />
      <path d="M16 11v3.300l2.300 1.400" className={classes.hand} />
    </svg>
  );
}
