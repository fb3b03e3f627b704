/** Alerts and silences. They are of the whole server, so whoever has a token sees and silences the same ones. */
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { alertsToWire, silenceToWire } from '../../mcp/results/alerts-wire.ts';
import { parseArguments } from '../../mcp/arguments.ts';
import type { AlertService } from '../../services/alerts/types.ts';
import { LOCAL_OWNER } from '../../services/types.ts';
import { decodeJson } from '../../wire/json-rpc.ts';
import { checkJsonBody, readBody } from '../body.ts';
import { type Exchange, type Route, sendJson } from '../exchange.ts';
import type { TokenCheck } from '../tokens.ts';

/** A silence is a few labels and a sentence. */
const MAX_SILENCE_BYTES = 16_384;

const SILENCE = z.strictObject({
  matchers: z.record(z.string().max(100), z.string().max(100)),
  duration_seconds: z.number(),
  comment: z.string(),
});

export function createAlertsRoute(alerts: AlertService, tokens: TokenCheck): Route {
  return {
    path: '/api/alerts',
    methods: ['GET'],
    async handle(exchange) {
      tokens.authenticate(exchange.req);
      sendJson(exchange, 200, alertsToWire(await alerts.report()));
    },
  };
}

export function createSilencesRoute(alerts: AlertService, tokens: TokenCheck): Route {
  return {
    path: '/api/silences',
    methods: ['POST', 'DELETE'],
    async handle(exchange) {
      const createdBy = tokens.authenticate(exchange.req)?.clientId ?? LOCAL_OWNER;
      if (exchange.req.method === 'DELETE') {
        sendJson(exchange, 200, silenceToWire(await alerts.unsilence(idOf(exchange))));
        return;
      }
      checkJsonBody(exchange.req, MAX_SILENCE_BYTES);
      const body = parseArguments(SILENCE, decodeJson(await readBody(exchange.req, MAX_SILENCE_BYTES)));
      const { matchers, duration_seconds: durationSeconds, comment } = body;
      sendJson(exchange, 201, silenceToWire(await alerts.silence(createdBy, { matchers, durationSeconds, comment })));
    },
  };
}

function idOf({ query }: Exchange): string {
  const parameters = new URLSearchParams(query);
  const id = parameters.get('id');
  if (id === null || parameters.size !== 1 || id.length > 100) {
    throw new AppError('INVALID_ARGUMENT', 'id: exactly one is required.', {
      field: 'id',
      hint: 'DELETE /api/silences?id=<id of the silence>.',
    });
  }
  return id;
}
