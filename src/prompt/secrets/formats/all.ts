import type { AssignedFormat, Formats, TokenFormat } from '../format.ts';
import { ai } from './ai.ts';
import { cloud } from './cloud.ts';
import { codeHosting } from './code-hosting.ts';
import { messaging } from './messaging.ts';
import { payments } from './payments.ts';
import { services } from './services.ts';
import { standards } from './standards.ts';

const GROUPS: readonly Formats[] = [ai, cloud, codeHosting, messaging, payments, services, standards];

export const TOKEN_FORMATS: readonly TokenFormat[] = GROUPS.flatMap((group) => group.tokens ?? []);
export const ASSIGNED_FORMATS: readonly AssignedFormat[] = GROUPS.flatMap((group) => group.assigned ?? []);
