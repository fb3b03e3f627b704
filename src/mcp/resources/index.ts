import type { Resource as ListedResource, ResourceTemplateType as ListedTemplate } from '@modelcontextprotocol/server';

import { JSON_TYPE, type Resource } from '../resource.ts';
import { alerts } from './alerts.ts';
import { metrics } from './metrics.ts';
import { latestReport } from './report.ts';
import { rule, rules } from './rules.ts';
import { sessionHistory } from './session-history.ts';
import { status } from './status.ts';

export const RESOURCES: readonly Resource[] = [rules, rule, sessionHistory, status, alerts, metrics, latestReport];

/** As `resources/list` and `resources/templates/list` show them. */
export const LISTED_RESOURCES: ListedResource[] = RESOURCES.filter(({ isTemplate }) => !isTemplate).map(
  ({ uri, name, title, description, mimeType = JSON_TYPE }) => ({ uri, name, title, description, mimeType }),
);
export const LISTED_TEMPLATES: ListedTemplate[] = RESOURCES.filter(({ isTemplate }) => isTemplate).map(
  ({ uri, name, title, description, mimeType = JSON_TYPE }) => ({
    uriTemplate: uri,
    name,
    title,
    description,
    mimeType,
  }),
);
