import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Numbers that this process shows at /metrics; parts add their own once, when they are made. */
export type Metrics = {
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  /** `read` is asked whenever somebody looks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  histogram(name: string, help: string, options: { labels: readonly string[]; buckets: number[] }): Histogram;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
  contentType: string;
};

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
    histogram: (name, help, { labels, buckets }) =>
      new Histogram({ name, help, labelNames: [...labels], buckets, registers }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
