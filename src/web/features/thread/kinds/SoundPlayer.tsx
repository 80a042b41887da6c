import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { type CSSProperties, type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { useStore } from "../../../api/create-store.ts";
import { useLanguage, useWords } from "../../../ui/use-words.ts";
import { nextSpeed, playAlone, speed } from "./one-at-a-time.ts";
import classes from "./SoundPlayer.module.css";
import { barCount, readWave } from "./wave.ts";

type Props = {
  attachment: Message["attachments"][number] & { url: string };
  /** A recorded note has a wave and no name; a file has a name. */
  isVoice: boolean;
};

const stepSeconds = 5;

/** Plays a voice note or a sound file: where it is, how fast, and from any place, by keyboard too. */
export function SoundPlayer({ attachment: { url, name, size }, isVoice }: Props) {
  const words = useWords();
  const language = useLanguage();
  const audioRef = useRef<HTMLAudioElement>(null);
  const rate = useStore(speed);
  const [state, setState] = useState({ isPlaying: false, at: 0, length: 0, isBroken: false });
  const bars = useWave(url, isVoice ? size : null);
  const label = isVoice ? words("kind.voice") : (name ?? words("kind.audio"));

  const take = (): void => {
    const audio = audioRef.current;
    if (audio !== null) {
      const { paused, currentTime, duration, error } = audio;
      const length = Number.isFinite(duration) ? duration : 0;
      setState({ isPlaying: !paused, at: currentTime, length, isBroken: error !== null });
    }
  };
  // A sound may be loaded before its player stands in the page: then its length was told to nobody.
  const takeOnce = useEffectEvent(take);
  useEffect(() => takeOnce(), []);
  useEffect(() => {
    if (audioRef.current !== null) {
      audioRef.current.playbackRate = rate;
    }
  }, [rate]);
  const toggle = (): void => {
    const audio = audioRef.current;
    if (audio?.paused === true) {
      audio.playbackRate = rate;
      playAlone(audio).catch(take);
    } else {
      audio?.pause();
    }
  };
  const seek = (seconds: number): void => {
    if (audioRef.current !== null) {
      audioRef.current.currentTime = Math.min(Math.max(0, seconds), state.length);
      take();
    }
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    const steps = ["ArrowRight", "ArrowUp"].includes(event.key)
      ? 1
      : ["ArrowLeft", "ArrowDown"].includes(event.key)
        ? -1
        : 0;
    if (steps !== 0) {
      event.preventDefault();
      seek(state.at + steps * stepSeconds);
    }
  };
  if (state.isBroken) {
    return (
      <a href={url} download={name ?? ""} className={classes.broken}>
        <IconDownload size={18} aria-hidden="true" />
        {words("bubble.cantPlay", { name: label })}
      </a>
    );
  }
  const played = state.length === 0 ? 0 : state.at / state.length;
  return (
    <fieldset className={classes.player} aria-label={label}>
      <audio
        ref={audioRef}
        src={url}
        preload="metadata"
        onPlay={take}
        onPause={take}
        onTimeUpdate={take}
        onLoadedMetadata={take}
        onDurationChange={take}
        onEnded={() => seek(0)}
        onError={take}
      >
        <track kind="captions" />
      </audio>
      <button
        type="button"
        className={classes.play}
        aria-label={words(state.isPlaying ? "bubble.pause" : "bubble.play")}
        onClick={toggle}
      >
        {state.isPlaying ? (
          <IconPlayerPauseFilled size={18} aria-hidden="true" />
        ) : (
          <IconPlayerPlayFilled size={18} aria-hidden="true" />
        )}
      </button>
      <span className={classes.track} data-wave={bars === null ? undefined : "true"}>
        {bars !== null && <Wave bars={bars} played={played} />}
        <input
          type="range"
          className={classes.range}
          aria-label={words("bubble.position")}
          aria-valuetext={words("bubble.positionOf", {
            at: formatLength(state.at, language),
            length: formatLength(state.length, language),
          })}
          min={0}
          max={state.length || 1}
          step="any"
          value={state.at}
          style={playedStyle(played)}
          onKeyDown={handleKeyDown}
          onChange={(event) => seek(event.currentTarget.valueAsNumber)}
        />
      </span>
      <span className={classes.time}>
        {formatLength(state.isPlaying || state.at > 0 ? state.at : state.length, language)}
      </span>
      <button
        type="button"
        className={classes.speed}
        aria-label={words("bubble.speed", { speed: rate })}
        onClick={() => speed.update(nextSpeed)}
      >
        {rate.toLocaleString(language)}×
      </button>
      {!isVoice && (
        <a href={url} download={name ?? ""} className={classes.name}>
          {label}
        </a>
      )}
    </fieldset>
  );
}

/** The bars of a sound: how loud it is, and how much of it was played. */
function Wave({ bars, played }: { bars: readonly number[]; played: number }) {
  return (
    <svg
      className={classes.wave}
      viewBox={`0 0 ${barCount * 4} 32`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map((bar, index) => {
        const height = 3 + bar * 27;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place.
            key={index}
            x={index * 4}
            y={16 - height / 2}
            width={2.4}
            height={height}
            rx={1.2}
            data-played={index / barCount < played ? "true" : undefined}
          />
        );
      })}
    </svg>
  );
}

function useWave(url: string, size: number | null): readonly number[] | null {
  const [bars, setBars] = useState<readonly number[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void readWave(url, size).then((read) => {
      if (isWanted) {
        setBars(read);
      }
    });
    return () => {
      isWanted = false;
    };
  }, [url, size]);
  return bars;
}

/** How much of the track has the colour of what was heard. */
function playedStyle(played: number): CSSProperties {
  const style: CSSProperties & { "--played": string } = { "--played": `${played * 100}%` };
  return style;
}

/** "1:05". */
function formatLength(seconds: number, language: string): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60).toLocaleString(language)}:${String(whole % 60).padStart(2, "0")}`;
}
