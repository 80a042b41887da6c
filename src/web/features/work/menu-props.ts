/**
 * How menus of threads open: where they belong in the page, so that they are inside its landmarks; with the first item
 * focused; and at once.
 */
export const menuProps = {
  withinPortal: false,
  withInitialFocusPlaceholder: false,
  transitionProps: { duration: 0 },
} as const;
