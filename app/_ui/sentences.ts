'use client';

import { useEffect, useState } from 'react';
import { shell } from '@/app/_copy/shell';
import { failureOf } from '@/app/_trpc/client';
import type { Refusal } from '@/server/domain/kernel/outcome';

type SentenceOf = (refusal: Refusal) => string;

let sentenceOf: SentenceOf | null = null;

/**
 * The sentences of all nouns are a tenth of what a screen loads, and most people are refused nothing on most days: they
 * are fetched when the first of them is needed. Where they cannot be had, the network is what is wrong.
 */
async function fetchSentences(): Promise<SentenceOf> {
  try {
    sentenceOf ??= (await import('@/app/_copy/refusals')).sentenceOf;
    return sentenceOf;
  } catch {
    return () => shell.failures.offline;
  }
}

/** Says refusals for a screen: null until it can. It is not fetched before it is needed. */
export function useSentenceOf(isNeeded: boolean): SentenceOf | null {
  const [say, setSay] = useState(() => sentenceOf);
  useEffect(() => {
    if (!isNeeded || say) return;
    let isGone = false;
    void fetchSentences().then((fetched) => {
      if (!isGone) setSay(() => fetched);
    });
    return () => {
      isGone = true;
    };
  }, [isNeeded, say]);
  return say;
}

/** The sentences of an error for a screen, each once; null without an error, and until they are there. */
export function useSentences(error: unknown): readonly string[] | null {
  const failure = error ? failureOf(error) : null;
  const say = useSentenceOf(failure !== null && failure.refusals.length > 0);
  if (failure === null) return null;
  if (failure.refusals.length === 0) return [shell.failures[failure.kind]];
  return say && [...new Set(failure.refusals.map(say))];
}

/** What refusals say, each sentence once. */
export async function sentencesOfRefusals(refusals: readonly Refusal[]): Promise<string[]> {
  return [...new Set(refusals.map(await fetchSentences()))];
}

/** What an error says. */
export async function sentencesOf(error: unknown): Promise<string[]> {
  const { kind, refusals } = failureOf(error);
  return refusals.length > 0 ? sentencesOfRefusals(refusals) : [shell.failures[kind]];
}
