/**
 * What the SDK asks of its surroundings, in the bundle in place of its own file for Node. That one brings Ajv, half of the code of
 * the SDK, which only answers to forms (elicitation) are checked with. No tool sends a form; should one do so, the
 * SDK's other validator checks what comes back.
 */
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
export const { process } = globalThis;
