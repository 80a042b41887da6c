import type { ChannelView } from "#contract/channels.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./RouteLine.module.css";
import type { Route } from "./use-route.ts";

/** From which number or mailbox to which account or address; a choice where there are several. */
export function RouteLine({ route }: { route: Route }) {
  const words = useWords();
  const { channel, channels, identities, identityId } = route;
  if (channel === null) {
    return null;
  }
  return (
    <p className={classes.line}>
      <Choice
        label={words("channel.from")}
        value={channel.id}
        options={channels.map((one) => [one.id, channelName(one)])}
        onChoose={route.chooseChannel}
      />
      {identityId !== null && (
        <Choice
          label={words("channel.to")}
          value={identityId}
          options={identities.map(({ id, label }) => [id, formatPhone(label)])}
          onChoose={route.chooseIdentity}
        />
      )}
    </p>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: (readonly [value: string, label: string])[];
  onChoose: (value: string) => void;
};

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  if (options.length < 2) {
    return (
      <span className={classes.part}>
        <span className={classes.label}>{label}</span> <span>{options[0]?.[1]}</span>
      </span>
    );
  }
  return (
    <label className={classes.part}>
      <span className={classes.label}>{label}</span>{" "}
      <select
        className={classes.select}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function channelName({ name, address }: ChannelView): string {
  const shown = formatPhone(address);
  return name === address || name === shown ? shown : `${name} · ${shown}`;
}
