import { readFileSync } from 'node:fs';

/** Of a policy document, what tests change. */
export interface PolicyDocument {
  regionCode: string;
  id: string;
  benefit: { plans: { id: string }[]; enhancements: object[] };
}

/** Shenyang's document under a region's code, as somebody drafts it. */
export function shenyangDocument(regionCode: string, change: (document: PolicyDocument) => void = () => undefined): PolicyDocument {
  const document = JSON.parse(readFileSync('policies/210100/2024-01-01.json', 'utf8')) as PolicyDocument;
  change(Object.assign(document, { regionCode, id: `${regionCode}-draft` }));
  return document;
}
