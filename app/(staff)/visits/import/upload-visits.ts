import type { Refusal } from '@/server/domain/kernel/outcome';

/** The server read the file and did not take it; every reason is in it. */
export class UploadRefused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.code).join(', '));
  }
}

interface UploadAnswer {
  readonly batchId?: string;
  readonly code?: string;
  readonly facts?: object;
  readonly refusals?: readonly Refusal[];
}

/** Send a file of visits; the import's id comes back while it runs. */
export async function uploadVisits(file: File): Promise<string> {
  const response = await fetch('/api/import/visits', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) },
    body: file,
  });
  const answer = (await response.json()) as UploadAnswer;
  if (response.status === 401) window.location.assign(`/sign-in?next=${encodeURIComponent('/visits/import')}`);
  if (answer.batchId) return answer.batchId;
  const { refusals = [], code = '', facts = {} } = answer;
  throw new UploadRefused(refusals.length > 0 ? refusals : [{ code, facts }]);
}

/** How many rows a file seems to have, without holding it; null for a workbook, whose rows only the server sees. */
export async function countRows(file: File): Promise<number | null> {
  const begin = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPackage = begin[0] === 0x50 && begin[1] === 0x4b;
  return isPackage ? null : Math.max(0, (await countLines(file)) - 1);
}

/** A line feed is the same byte in UTF-8 and in GB18030. */
async function countLines(file: File): Promise<number> {
  const reader = file.stream().getReader();
  let lines = 0;
  let last = 10;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    for (const byte of part.value) if (byte === 10) lines += 1;
    last = part.value.at(-1) ?? last;
  }
  return last === 10 ? lines : lines + 1;
}
