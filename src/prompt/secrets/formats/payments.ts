import { alphanumeric, type Formats, hexadecimal, UUID } from '../format.ts';

/** Payments, banking, exchanges and shops. */
export const payments: Formats = {
  tokens: [
    ...['sk_test_', 'sk_live_', 'sk_prod_', 'rk_test_', 'rk_live_', 'rk_prod_'].map((prefix) => ({
      kind: 'stripe-key',
      prefix,
      rest: /[a-zA-Z0-9]{10,200}/y,
    })),
    { kind: 'stripe-webhook-secret', prefix: 'whsec_', rest: /[a-zA-Z0-9+/]{32,64}={0,2}/y },
    { kind: 'square-token', prefix: 'sq0atp-', rest: /[\w-]{22,60}/y },
    { kind: 'square-token', prefix: 'sq0csp-', rest: /[\w-]{43}/y },
    { kind: 'square-token', prefix: 'EAAA', rest: /[\w-]{22,60}(?![\w-])/y },
    { kind: 'flutterwave-key', prefix: 'FLWSECK_TEST-', rest: /[a-h0-9]{12}(?:[a-h0-9]{20}-X)?/iy },
    { kind: 'flutterwave-key', prefix: 'FLWPUBK_TEST-', rest: /[a-h0-9]{32}-X/iy },
    { kind: 'duffel-token', prefix: 'duffel_', rest: /(?:test|live)_[a-z0-9_=-]{43}/iy },
    { kind: 'easypost-key', prefix: 'EZAK', rest: /[a-z0-9]{54}(?![a-z0-9])/iy },
    { kind: 'easypost-key', prefix: 'EZTK', rest: /[a-z0-9]{54}(?![a-z0-9])/iy },
    { kind: 'shippo-token', prefix: 'shippo_', rest: /(?:live|test)_[a-f0-9]{40}/iy },
    ...['shpat_', 'shpca_', 'shppa_', 'shpss_'].map((prefix) => ({
      kind: 'shopify-token',
      prefix,
      rest: /[a-f0-9]{32}/iy,
    })),
    ...['live_', 'test_'].map((prefix) => ({
      kind: 'lob-key',
      prefix,
      rest: /(?:[a-f0-9]{35}|pub_[a-f0-9]{31})(?![a-z0-9])/iy,
      ignoreCase: true as const,
    })),
  ],
  assigned: [
    {
      kind: 'plaid-key',
      names: ['plaid'],
      value: /^(?:access-(?:sandbox|development|production)-[0-9a-f-]{36}|[a-z0-9]{24}|[a-z0-9]{30})$/i,
    },
    { kind: 'gocardless-token', names: ['gocardless'], value: /^live_[a-z0-9_=-]{40}$/i },
    { kind: 'coinbase-token', names: ['coinbase'], value: /^[\w-]{64}$/ },
    { kind: 'kraken-token', names: ['kraken'], value: /^[a-z0-9/=_+-]{80,90}$/i },
    { kind: 'kucoin-key', names: ['kucoin'], value: new RegExp(`^[a-f0-9]{24}$|${UUID.source}`, 'i') },
    { kind: 'bittrex-key', names: ['bittrex'], value: alphanumeric(32) },
    { kind: 'finicity-key', names: ['finicity'], value: /^(?:[a-f0-9]{32}|[a-z0-9]{20})$/i },
    { kind: 'finnhub-token', names: ['finnhub'], value: alphanumeric(20) },
    { kind: 'etsy-token', names: ['etsy'], value: alphanumeric(24) },
    { kind: 'freshbooks-token', names: ['freshbooks'], value: alphanumeric(64) },
    { kind: 'squarespace-token', names: ['squarespace'], value: UUID },
    { kind: 'adobe-client-id', names: ['adobe'], value: hexadecimal(32) },
  ],
};
