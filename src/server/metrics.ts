import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Numbers that this process shows at /metrics; parts add their own once, when they are made. */
export type Metrics = {
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  /** `read` is asked whenever somebody looks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** One number for each set of labels; those that `read` leaves out are not shown. */
  gauges(
    name: string,
    help: string,
    labels: readonly string[],
    read: () => readonly Labelled[] | Promise<readonly Labelled[]>,
  ): void;
  histogram(name: string, help: string, options: { labels: readonly string[]; buckets: number[] }): Histogram;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
  contentType: string;
};

/** A number with the labels that tell it from its siblings: channel kinds, reasons and states, never names or ids. */
export type Labelled = { labels: Record<string, string>; value: number };

/** Starts a registry of its own, so that several servers can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: [...labels], registers }),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      });
    },
    gauges(name, help, labels, read) {
      new Gauge({
        name,
        help,
        registers,
        labelNames: [...labels],
        async collect() {
          const all = await read();
          this.reset();
          for (const { labels, value } of all) {
            this.set(labels, value);
          }
        },
      });
    },
    histogram: (name, help, { labels, buckets }) =>
      new Histogram({ name, help, labelNames: [...labels], buckets, registers }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
