const paths = {
  add: "M12 5v14M5 12h14",
  attach: "M20 11.5 12.4 19a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 4.8 4.8l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3",
  back: "M15 5l-7 7 7 7",
  battery: "M3 8.5h15v7H3zM20.5 11v2M5 10.5h9v3H5z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  clock: "M12 7.5V12l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  close: "M6 6l12 12M18 6 6 18",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  document: "M7 3h7l5 5v13H7zM14 3v5h5",
  emoji: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c1 1.3 2.2 2 3.5 2s2.5-.7 3.5-2M9 9.5v.5M15 9.5v.5",
  language:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 9h17M3.5 15h17M12 3c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.5-2.6-3.7-5.6-3.7-9S9.500 5.600 12 3z",
  link: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  location:
    "M12 21s7-6.3 7-11.500a7 7 0 0 0-14 0C5 14.700 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  microphone:
    "M12 15a3.500 3.500 0 0 0 3.500-3.500V6.500a3.500 3.500 0 0 0-7 0v5A3.500 3.500 0 0 0 12 15zM5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3",
  order: "M5 8h14l-1 12H6zM9 8a3 3 0 0 1 6 0",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  people:
    "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.4-3.600 3-5.500 6.500-5.500s6.100 1.900 6.500 5.500M16 4.500a3.300 3.300 0 0 1 0 6M18 14.700c2 .7 3.200 2.400 3.500 5.300",
  phone: "M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11 18h2",
  reply: "M10 6 4 12l6 6M4 12h9c4 0 6 2 7 6",
  send: "M4 12 20 4l-5 16-3.500-6.500z",
  signal: "M5 19v-3M10 19v-7M15 19V9M20 19V5",
  sun: "M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600 19 19M19 5l-1.400 1.400M6.400 17.600 5 19",
  tick: "M4 12.500 9 17.500 20 6.500",
  ticks: "M1.500 12.500 6.500 17.500 16 7M11.500 16.500l1 1L23 7",
  verified:
    "M12 2.500l2.500 2 3.200-.3.900 3.100 2.600 1.900-1.200 3 1.200 3-2.600 1.900-.9 3.100-3.200-.3-2.500 2-2.500-2-3.200.3-.9-3.100L2.800 15.200l1.200-3-1.200-3 2.600-1.900.9-3.100 3.200.3zM8.500 12l2.500 2.500 4.500-5",
} as const;

export type IconName = keyof typeof paths;

const svg = "http://www.w3.org/2000/svg";

/** Draws an icon; without a title it is decoration and hidden from readers. */
export function icon(name: IconName, title?: string): SVGSVGElement {
  const drawing = document.createElementNS(svg, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon icon-${name}`);
  if (title === undefined) {
    drawing.setAttribute("aria-hidden", "true");
  } else {
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", title);
  }
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", paths[name]);
  drawing.append(path);
  return drawing;
}
