/** The deployment examples against the program: no setting, port or path in them that it does not have. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { envNamesOf, SETTING_ENTRIES, SETTINGS } from '../../src/config/schema.ts';
import { runCli, temporaryFolder } from '../cli/cli.ts';
import { startHttp } from '../mcp/doors.ts';
import { compose, kubernetes, namesIn, readDeployFile, readYaml, type Container } from './manifests.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SETTING_NAMES = new Set(SETTING_ENTRIES.flatMap(([path]) => envNamesOf(path)));
/** Of Node; of the shell. */
const OTHER_NAMES = new Set(['NODE_ENV', 'HOME']);
const PORT = SETTINGS['http.port'].default({ dataDir: '' });
/** In which the server ends in order. */
const CLOSING_SECONDS = 10;

const resources = kubernetes();
const services = compose();
const find = (kind: string, name: string) =>
  resources.find((resource) => resource.kind === kind && resource.metadata.name === name)?.spec;
const deployment = find('Deployment', 'prompt-improver');
const improver = deployment?.template.spec.containers[0];
const containers = resources.flatMap(({ spec }) => spec.template?.spec.containers ?? []);

function settingsOf(container: Container | undefined): Record<string, string> {
  const secrets: Record<string, string> = { PROMPT_IMPROVER_HTTP_TOKENS: 'a-token-of-tests' };
  return Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value ?? secrets[name] ?? '']));
}

/** From the arguments of PostgreSQL. */
function maxConnections(args: readonly string[] = []): number {
  return Number(/max_connections=(\d+)/.exec(args.join(' '))?.[1]);
}

const IMAGE_ENVIRONMENT = Object.fromEntries(
  [...readDeployFile('Dockerfile').matchAll(/^(?:ENV)?\s+([A-Z_]+)=(\S+)/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
);

describe.each([
  ['compose.yaml', { ...services['improver']?.environment, PROMPT_IMPROVER_HTTP_TOKENS: 'a-token-of-tests' }],
  ['the Deployment', settingsOf(improver)],
  ['the Dockerfile', IMAGE_ENVIRONMENT],
])('the environment in %s', (_where, environment) => {
  it('has names of settings only', () => {
    expect(Object.keys(environment).length).toBeGreaterThan(2);
    const unknown = Object.keys(environment).filter((name) => !SETTING_NAMES.has(name) && !OTHER_NAMES.has(name));
    expect(unknown).toEqual([]);
  });

  it('has values that the program takes', async () => {
    const home = temporaryFolder();
    const env = { ...environment, HOME: home, DATABASE_URL: '', PROMPT_IMPROVER_STORE_DATA_DIR: home };
    const { stdout } = await runCli(['doctor', '--json'], { env, home });
    // Its Redis is not there.
    const { checks }: { checks: readonly { name: string; ok: boolean }[] } = JSON.parse(stdout);
    expect(checks.filter(({ name }) => name === 'configuration')).toEqual([expect.objectContaining({ ok: true })]);
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(environment['REDIS_URL'] ? ['cache'] : []);
  });
});

describe('ports and paths', () => {
  it('are those of the server', async () => {
    expect(improver?.ports).toEqual([{ name: 'http', containerPort: PORT }]);
    expect(readDeployFile('Dockerfile')).toContain(`\nEXPOSE ${PORT}\n`);
    expect(services['improver']?.ports).toEqual([`127.0.0.1:${PORT}-${PORT + 2}:${PORT}`]);
    const probes = [improver?.startupProbe, improver?.readinessProbe, improver?.livenessProbe].map(
      (probe) => probe?.httpGet,
    );
    const [, healthPort, healthPath] =
      /fetch\('http:\/\/127\.0\.0\.1:(\d+)(\/[^']+)'/.exec(readDeployFile('Dockerfile')) ?? [];
    expect(Number(healthPort)).toBe(PORT);
    await using door = await startHttp();
    for (const path of [...probes.map((probe) => probe?.path), healthPath]) {
      expect(await fetch(new URL(path ?? '/none', door.url))).toMatchObject({ status: 200 });
    }
    expect(probes.map((probe) => probe?.port)).toEqual(['http', 'http', 'http']);
  });

  it('of services lead to a container of the label that they select', () => {
    const found = resources.filter(({ kind }) => kind === 'Service');
    expect(found.map(({ metadata }) => metadata.name).toSorted()).toEqual(['postgres', 'prompt-improver', 'redis']);
    for (const { spec } of found) {
      const target = resources.find(
        (resource) =>
          resource.spec.template?.metadata.labels['app.kubernetes.io/name'] === spec.selector['app.kubernetes.io/name'],
      );
      const ports = target?.spec.template.spec.containers.flatMap((container) => container.ports) ?? [];
      for (const { port, targetPort } of spec.ports)
        expect(ports).toContainEqual({ name: targetPort, containerPort: port });
    }
  });
});

describe('the sizes', () => {
  it('leave PostgreSQL connections, also while replicas are replaced', () => {
    const perReplica = (env: Readonly<Record<string, string>>) => Number(env['PROMPT_IMPROVER_STORE_POOL_MAX']) + 1;
    // Three are kept for administrators.
    const replicas = (deployment?.replicas ?? 0) + (deployment?.strategy?.rollingUpdate.maxSurge ?? 0);
    const database = find('StatefulSet', 'postgres')?.template.spec.containers[0];
    expect(replicas * perReplica(settingsOf(improver))).toBeLessThanOrEqual(maxConnections(database?.args) - 3);
    const composed =
      (services['improver']?.deploy?.replicas ?? 0) * perReplica(services['improver']?.environment ?? {});
    expect(composed).toBeLessThanOrEqual(maxConnections(services['postgres']?.command) - 3);
    expect(deployment?.replicas).toBe(3);
    expect(services['improver']?.deploy?.replicas).toBe(3);
  });

  it('give the server the time to end in order', () => {
    const waits = Number(improver?.lifecycle?.preStop.exec.command[1]);
    expect(deployment?.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(waits + CLOSING_SECONDS);
  });
});

describe('every container', () => {
  it.each(containers.map((container) => [container.name, container] as const))(
    '%s has bounds, a probe and no rights that it does not need',
    (_name, { resources: sizes, securityContext, readinessProbe }) => {
      expect(sizes).toMatchObject({ requests: { cpu: expect.any(String) }, limits: { memory: expect.any(String) } });
      expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
      expect(readinessProbe).toBeDefined();
    },
  );

  it('runs as an account that is not root', () => {
    const pods = resources.flatMap(({ spec }) => spec.template?.spec ?? []);
    expect(pods).toHaveLength(3);
    for (const { securityContext } of pods) expect(securityContext).toMatchObject({ runAsNonRoot: true });
  });
});

describe('the files', () => {
  it('that are named are there', () => {
    const [kustomization] = readYaml('kubernetes/kustomization.yaml') as { readonly resources: readonly string[] }[];
    expect(kustomization?.resources).toHaveLength(3);
    for (const name of kustomization?.resources ?? [])
      expect(existsSync(`${ROOT}deploy/kubernetes/${name}`)).toBe(true);
    expect(existsSync(`${ROOT}${services['improver']?.build?.dockerfile}`)).toBe(true);
    for (const name of Object.keys(services['improver']?.depends_on ?? {})) expect(services).toHaveProperty(name);
    const copied = [...readDeployFile('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    expect(copied.length).toBeGreaterThan(3);
    for (const name of copied) expect(existsSync(`${ROOT}${name}`)).toBe(true);
  });

  it('hold no secret, and the examples name each that is used', () => {
    const used = containers.flatMap(({ env = [] }) =>
      env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef.key ?? []),
    );
    expect(new Set(used)).toEqual(new Set(namesIn('kubernetes/secrets.env.example')));
    const variables = [...readDeployFile('compose.yaml').matchAll(/\$\{([A-Z_]+):\?\}/g)].map(([, name]) => name);
    expect(new Set(variables)).toEqual(new Set(namesIn('env.example')));
  });
});
