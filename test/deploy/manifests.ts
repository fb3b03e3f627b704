/** The files of `deploy/`, parsed, as far as the tests look at them. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

const FOLDER = fileURLToPath(new URL('../../deploy/', import.meta.url));

export function readDeployFile(name: string): string {
  return readFileSync(`${FOLDER}${name}`, 'utf8');
}

/** @throws Error for what is no YAML, and for a key that stands twice */
export function readYaml(name: string): readonly unknown[] {
  return parseAllDocuments(readDeployFile(name), { strict: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw new Error(`${name}: ${problem.message}`);
    return document.toJS() as unknown;
  });
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
  }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe?: Probe;
  readonly lifecycle?: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  readonly resources: { readonly requests: Requests; readonly limits: { readonly memory: string } };
  readonly securityContext: Readonly<Record<string, unknown>>;
}

interface Requests {
  readonly cpu: string;
  readonly memory: string;
}

export interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas: number;
    readonly strategy?: { readonly rollingUpdate: { readonly maxSurge: number } };
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly securityContext: Readonly<Record<string, unknown>>;
        readonly containers: readonly Container[];
      };
    };
    readonly selector: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly port: number; readonly targetPort: string }[];
  };
}

/** What kubectl would be given. The casts hold as far as the tests read. */
export function kubernetes(): readonly Resource[] {
  return readdirSync(`${FOLDER}kubernetes`)
    .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
    .flatMap((name) => readYaml(`kubernetes/${name}`) as Resource[]);
}

export interface ComposeService {
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
  readonly build?: { readonly dockerfile: string };
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly deploy?: { readonly replicas: number };
}

export function compose(): Readonly<Record<string, ComposeService>> {
  const [file] = readYaml('compose.yaml') as { readonly services: Readonly<Record<string, ComposeService>> }[];
  return file?.services ?? {};
}

/** `NAME=` of an example of an environment file. */
export function namesIn(envFile: string): readonly string[] {
  return [...readDeployFile(envFile).matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
}
