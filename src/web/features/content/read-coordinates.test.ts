import { expect, it } from "vitest";
import { readCoordinates } from "./read-coordinates.ts";

it.each([
  ["39.4699, -0.3763", 39.4699, -0.3763],
  [" 39.4699 -0.3763 ", 39.4699, -0.3763],
  ["-33.5;151", -33.5, 151],
  ["https://www.google.com/maps/@39.47,-0.37,15z", 39.47, -0.37],
  [
    "https://www.google.com/maps/place/Hotel/@1.5,2.5,17z/data=!3m1!4b1!4m6!3m5!3d39.47!4d-0.37",
    39.47,
    -0.37,
  ],
  ["https://maps.google.com/?q=39.47,-0.37", 39.47, -0.37],
  ["https://www.google.com/maps/search/?api=1&query=39.47%2C-0.37", 39.47, -0.37],
  ["https://www.openstreetmap.org/#map=16/39.47/-0.37", 39.47, -0.37],
  ["https://www.openstreetmap.org/?mlat=39.47&mlon=-0.37", 39.47, -0.37],
])("%s is a place", (text, latitude, longitude) => {
  expect(readCoordinates(text)).toEqual({ latitude, longitude });
});

it.each(["", "39.47", "Hotel La Marea", "https://example.com/39", "a 1, 2"])("%s is none", (text) => {
  expect(readCoordinates(text)).toBeNull();
});
