import { alphanumeric, type Formats, hexadecimal, urlSafe, UUID } from '../format.ts';

/** Chat, mail, telephony and support desks. */
export const messaging: Formats = {
  tokens: [
    { kind: 'slack-token', prefix: 'xoxb-', rest: /[0-9]{8,14}-[a-zA-Z0-9-]{10,80}/y },
    { kind: 'slack-token', prefix: 'xoxo-', rest: /\d{1,100}-\d{1,100}-\d{1,100}-[a-f\d]{1,200}/iy },
    { kind: 'slack-token', prefix: 'xoxs-', rest: /\d{1,100}-\d{1,100}-\d{1,100}-[a-f\d]{1,200}/iy },
    { kind: 'slack-token', prefix: 'xoxa-', rest: /(?:\d-)?[0-9a-zA-Z]{8,48}/y },
    { kind: 'slack-token', prefix: 'xoxr-', rest: /(?:\d-)?[0-9a-zA-Z]{8,48}/y },
    { kind: 'slack-token', prefix: 'xoxp-', rest: /(?:[0-9]{10,13}-){3}[a-zA-Z0-9-]{28,34}/y },
    { kind: 'slack-token', prefix: 'xoxe-', rest: /(?:[0-9]{10,13}-){3}[a-zA-Z0-9-]{28,34}/y },
    { kind: 'slack-token', prefix: 'xoxe-', rest: /\d-[A-Z0-9]{146}/iy, ignoreCase: true },
    // The same after `xoxe.`, for the configuration of apps.
    { kind: 'slack-token', prefix: 'xoxb-', rest: /\d-[A-Z0-9]{163,166}/iy, ignoreCase: true, inside: true },
    { kind: 'slack-token', prefix: 'xoxp-', rest: /\d-[A-Z0-9]{163,166}/iy, ignoreCase: true, inside: true },
    { kind: 'slack-token', prefix: 'xapp-', rest: /\d-[A-Z0-9]{1,100}-\d{1,100}-[a-z0-9]{1,200}/iy, ignoreCase: true },
    {
      kind: 'slack-webhook',
      prefix: 'hooks',
      rest: /.slack.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{43,56}/y,
    },
    {
      kind: 'teams-webhook',
      prefix: 'webhook.office.com/webhookb2/',
      rest: /[a-z0-9@-]{60,80}\/IncomingWebhook\/[a-z0-9]{32}\/[a-z0-9-]{36}/y,
    },
    { kind: 'discord-webhook', prefix: 'discord.com/api/webhooks/', rest: /\d{15,20}\/[\w-]{60,80}/y },
    {
      kind: 'telegram-token',
      prefix: 'AA',
      rest: /[\w-]{33}(?![\w-])/y,
      before: { pattern: /(?<!\d)\d{8,10}:$/, maxLength: 11 },
    },
    { kind: 'twilio-key', prefix: 'SK', rest: /[0-9a-fA-F]{32}(?![a-zA-Z0-9])/y },
    { kind: 'sendgrid-key', prefix: 'SG.', rest: /[a-z0-9=_.-]{66}/iy },
    { kind: 'sendinblue-key', prefix: 'xkeysib-', rest: /[a-f0-9]{64}-[a-z0-9]{16}/iy },
  ],
  assigned: [
    { kind: 'discord-token', names: ['discord'], value: /^(?:[a-f0-9]{64}|[0-9]{18}|[a-z0-9=_-]{32})$/i },
    { kind: 'telegram-token', names: ['telegr'], value: /^[0-9]{5,16}:A[a-z0-9_-]{34}$/i },
    { kind: 'mattermost-token', names: ['mattermost'], value: alphanumeric(26) },
    { kind: 'messagebird-key', names: ['message_bird'], value: new RegExp(`^[a-z0-9]{25}$|${UUID.source}`, 'i') },
    { kind: 'mailchimp-key', names: ['mailchimp'], value: /^[a-f0-9]{32}-us\d\d$/i },
    {
      kind: 'mailgun-key',
      names: ['mailgun'],
      value: /^(?:(?:pub)?key-[a-f0-9]{32}|[a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8})$/i,
    },
    { kind: 'sendbird-key', names: ['sendbird'], value: new RegExp(`^[a-f0-9]{40}$|${UUID.source}`, 'i') },
    { kind: 'intercom-key', names: ['intercom'], value: urlSafe(60) },
    { kind: 'beamer-token', names: ['beamer'], value: /^b_[a-z0-9=_-]{44}$/i },
    { kind: 'typeform-token', names: ['typeform'], value: /^tfp_[a-z0-9_.=-]{59}$/i },
    { kind: 'zendesk-key', names: ['zendesk'], value: alphanumeric(40) },
    { kind: 'twitch-token', names: ['twitch'], value: alphanumeric(30) },
    { kind: 'facebook-secret', names: ['facebook'], value: hexadecimal(32) },
    {
      kind: 'twitter-key',
      names: ['twitter'],
      value: /^(?:[a-z0-9]{25}|[a-z0-9]{45}|[a-z0-9]{50}|[0-9]{15,25}-[a-z0-9]{20,40}|A{22}[a-z0-9%]{80,100})$/i,
    },
    { kind: 'linkedin-key', names: ['linked_in'], value: /^(?:[a-z0-9]{14}|[a-z0-9]{16})$/i },
    { kind: 'flickr-token', names: ['flickr'], value: alphanumeric(32) },
  ],
};
