import type { Logger } from '../../src/log/logger.ts';

export const quietLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
