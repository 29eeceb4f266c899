'use client';

import { useMutation } from '@tanstack/react-query';
import { shell } from '@/app/_copy/shell';
import type { Refusal } from '@/server/domain/kernel/outcome';
import { Button } from './button';
import { sentencesOfRefusals } from './sentences';

interface ExportButtonProps {
  /** The file's name in `/api/exports/<name>`. */
  readonly name: string;
  /** Its parameters; those without a value are left out. */
  readonly query: Readonly<Record<string, string | null | undefined>>;
  readonly label?: string;
}

/** 导出 Excel: asks for the file, hands it to the browser under its name, and says why where it cannot be had. */
export function ExportButton({ name, query, label }: ExportButtonProps) {
  const file = useMutation({ mutationFn: () => fetchExport(name, query) });
  return (
    <>
      <Button loading={file.isPending} onClick={() => file.mutate()}>
        {label ?? shell.exportExcel}
      </Button>
      {file.error ? <span role="alert">{file.error.message}</span> : null}
    </>
  );
}

function fetchExport(name: string, query: ExportButtonProps['query']): Promise<void> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return fetchFile(`/api/exports/${name}?${new URLSearchParams(given).toString()}`);
}

/** Asks for a file by its address and hands it to the browser; throws with the sentence why it cannot be had. */
export async function fetchFile(address: string): Promise<void> {
  const response = await fetch(address);
  if (response.status === 401) window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  if (!response.ok) throw new Error(await sentenceOfAnswer(response));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(response.headers.get('Content-Disposition') ?? '');
  link.click();
  URL.revokeObjectURL(url);
}

async function sentenceOfAnswer(response: Response): Promise<string> {
  try {
    const { code, facts } = (await response.json()) as Refusal;
    return (await sentencesOfRefusals([{ code, facts }])).join('');
  } catch {
    return shell.exportFailed;
  }
}

function fileNameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? 'export.xlsx' : decodeURIComponent(encoded);
}
