import { IconExternalLink, IconMapPin } from "@tabler/icons-react";
import { useWords } from "../../../ui/use-words.ts";
import classes from "./KindCard.module.css";
import { nodeAt, numberAt, textAt, webAddressAt } from "./read-payload.ts";

/** A place: its name, address and coordinates. Maps are opened by a click alone: nobody is told before where it is. */
export function LocationCard({ payload }: { payload: unknown }) {
  const words = useWords();
  const location = nodeAt(payload, "location");
  const [latitude, longitude] = [numberAt(location, "latitude"), numberAt(location, "longitude")];
  const page = webAddressAt(location, "url");
  const where = latitude === null || longitude === null ? null : `${latitude},${longitude}`;
  return (
    <div className={classes.card}>
      <span className={classes.head}>
        <IconMapPin size={18} aria-hidden="true" />
        {textAt(location, "name") ?? words("kind.location")}
      </span>
      {textAt(location, "address") !== null && (
        <span className={classes.detail}>{textAt(location, "address")}</span>
      )}
      {where !== null && (
        <>
          <span className={classes.detail}>{where.replace(",", ", ")}</span>
          <span className={classes.links}>
            <MapLink
              href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
              label={words("bubble.openStreetMap")}
            />
            <MapLink
              href={`https://www.google.com/maps/search/?api=1&query=${where}`}
              label={words("bubble.openGoogleMaps")}
            />
            {page !== null && <MapLink href={page} label={words("bubble.openPage")} />}
          </span>
        </>
      )}
    </div>
  );
}

function MapLink({ href, label }: { href: string; label: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={classes.link}>
      {label}
      <IconExternalLink size={14} aria-hidden="true" />
    </a>
  );
}
