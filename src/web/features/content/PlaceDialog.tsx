import { Button, TextInput } from "@mantine/core";
import { IconCurrentLocation } from "@tabler/icons-react";
import { useState } from "react";
import { customerName } from "../../ui/customer-name.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { notify } from "../../ui/notify.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./FilesDialog.module.css";
import { problemText } from "./problem-text.ts";
import { readCoordinates } from "./read-coordinates.ts";
import { SendEnd } from "./SendEnd.tsx";
import { type ContentTarget, useSendContent } from "./use-send-content.ts";

type Props = { target: ContentTarget; onClose: () => void };

/** Sends a place, by its coordinates, a link to a map, or where the person is. */
export function PlaceDialog({ target, onClose }: Props) {
  const { words, language } = useTime();
  const content = useSendContent(target);
  const [typed, setTyped] = useState("");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const found = readCoordinates(typed);
  const location = {
    ...(found ?? { latitude: Number.NaN, longitude: Number.NaN }),
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    ...(address.trim() === "" ? {} : { address: address.trim() }),
  };
  const problem =
    found === null
      ? words("place.coordinatesHint")
      : problemText(content.decide({ kind: "location", location }), words, language);
  const handleHere = (): void => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => setTyped(`${latitude.toFixed(6)}, ${longitude.toFixed(6)}`),
      () => void notify(words("place.hereFailed")),
    );
  };
  const handleSend = (): void => {
    content.send([{ parts: { kind: "location", location } }]);
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={words("place.title", { name: customerName(target.thread.customer) })}
    >
      <div className={classes.dialog}>
        <TextInput
          label={words("place.coordinates")}
          description={words("place.coordinatesHint")}
          value={typed}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconCurrentLocation size={18} aria-hidden="true" />}
          onClick={handleHere}
        >
          {words("place.here")}
        </Button>
        <TextInput
          label={words("place.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={words("place.address")}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <SendEnd content={content} problem={problem} onSend={handleSend} onCancel={onClose} />
      </div>
    </Dialog>
  );
}
