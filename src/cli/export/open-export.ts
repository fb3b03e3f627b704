import { type ExportChunk, type ExportRequest, LOCAL_OWNER } from '../../services/types.ts';

export interface OpenExport extends AsyncDisposable {
  readonly chunks: AsyncIterable<ExportChunk>;
}

/** @param flags of the command line, for the settings */
export async function openExport(
  flags: Readonly<Record<string, unknown>>,
  request: ExportRequest,
): Promise<OpenExport> {
  const [{ loadConfig }, { createApp }, { VERSION: version }, { stderrLogger }] = await Promise.all([
    import('../../config/load.ts'),
    import('../../app.ts'),
    import('../../version.ts'),
    import('../logger.ts'),
  ]);
  const { config } = await loadConfig(flags, { 'log.level': 'error' });
  const app = createApp({ config, version, logger: stderrLogger(config.log.level) });
  return {
    chunks: app.services.exports.export({ owner: LOCAL_OWNER }, request),
    [Symbol.asyncDispose]: () => app.close(),
  };
}
