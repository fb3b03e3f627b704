/** What Prometheus is told. All that it takes is loaded with the first scrape: most processes never meet one. */
import type { Format } from '../../performance/metrics/exposition.ts';
import type { Collector, Scrape } from '../../performance/metrics/scrape.ts';
import { settledWithin } from '../settled-within.ts';
import type { ScrapeService } from '../types.ts';
import type { MetricSources } from './collectors.ts';

/** A store that does not answer must not keep the rest from being scraped. */
const COLLECT_MS = 2_000;

export class Scraper implements ScrapeService {
  readonly #sources: MetricSources;
  readonly #added: Collector[] = [];

  constructor(sources: MetricSources) {
    this.#sources = sources;
  }

  add(collector: Collector): void {
    this.#added.push(collector);
  }

  async text(format: Format): Promise<string> {
    const [{ collectorsOf }, { Scrape }, { exposition }] = await Promise.all([
      import('./collectors.ts'),
      import('../../performance/metrics/scrape.ts'),
      import('../../performance/metrics/exposition.ts'),
    ]);
    const collectors = [...collectorsOf(this.#sources), ...this.#added];
    const parts = await Promise.all(collectors.map((collector) => collected(new Scrape(), collector)));
    const scrape = new Scrape();
    for (const part of parts) if (part !== undefined) scrape.merge(part);
    scrape.add('prompt_improver_collector_errors', {}, parts.filter((part) => part === undefined).length);
    return exposition(scrape, format);
  }
}

async function collected(scrape: Scrape, collector: Collector): Promise<Scrape | undefined> {
  let isDone = false;
  const collecting = (async () => collector(scrape))().then(() => (isDone = true));
  await settledWithin(collecting, COLLECT_MS);
  return isDone ? scrape : undefined;
}
