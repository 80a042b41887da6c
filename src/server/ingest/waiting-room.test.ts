import { expect, it } from "vitest";
import { WaitingRoom } from "./waiting-room.ts";

it("one workspace fills half of the room, and no more", () => {
  const room = new WaitingRoom({ bodies: 10, bytes: 1_000 });
  for (let count = 0; count < 5; count += 1) {
    expect(room.isFull("flood", 1)).toBe(false);
    room.enter("flood", 1);
  }
  expect(room.isFull("flood", 1)).toBe(true);
  expect(room.isFull("calm", 1)).toBe(false);
});

it("many workspaces together fill all of it", () => {
  const room = new WaitingRoom({ bodies: 10, bytes: 1_000 });
  for (let count = 0; count < 10; count += 1) {
    expect(room.isFull(`workspace ${count}`, 1)).toBe(false);
    room.enter(`workspace ${count}`, 1);
  }
  expect(room.isFull("one more", 1)).toBe(true);
});

it("bytes count as bodies do", () => {
  const room = new WaitingRoom({ bodies: 10, bytes: 1_000 });
  room.enter("flood", 400);
  expect(room.isFull("flood", 100)).toBe(false);
  expect(room.isFull("flood", 101)).toBe(true);
  room.enter("calm", 500);
  expect(room.isFull("third", 100)).toBe(false);
  expect(room.isFull("third", 101)).toBe(true);
});

it("one larger than its workspace's share goes in when nothing else of it waits", () => {
  const room = new WaitingRoom({ bodies: 10, bytes: 1_000 });
  expect(room.isFull("mail", 800)).toBe(false);
  room.enter("mail", 800);
  expect(room.isFull("mail", 1)).toBe(true);
});

it("who leaves makes room for the next", () => {
  const room = new WaitingRoom({ bodies: 2, bytes: 1_000 });
  const leave = room.enter("flood", 10);
  expect(room.isFull("flood", 1)).toBe(true);
  leave();
  expect(room.isFull("flood", 500)).toBe(false);
});
