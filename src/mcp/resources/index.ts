import type { Resource as ListedResource, ResourceTemplateType as ListedTemplate } from '@modelcontextprotocol/server';

import type { Resource } from '../resource.ts';
import { alerts } from './alerts.ts';
import { rule, rules } from './rules.ts';
import { sessionHistory } from './session-history.ts';
import { status } from './status.ts';

export const RESOURCES: readonly Resource[] = [rules, rule, sessionHistory, status, alerts];

/** As `resources/list` and `resources/templates/list` show them. */
export const LISTED_RESOURCES: ListedResource[] = RESOURCES.filter(({ isTemplate }) => !isTemplate).map(
  ({ uri, name, title, description }) => ({ uri, name, title, description, mimeType: 'application/json' }),
);
export const LISTED_TEMPLATES: ListedTemplate[] = RESOURCES.filter(({ isTemplate }) => isTemplate).map(
  ({ uri, name, title, description }) => ({ uriTemplate: uri, name, title, description, mimeType: 'application/json' }),
);
