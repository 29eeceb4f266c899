'use client';

import { useEffect, useEffectEvent } from 'react';
import { type CardFacts, readCard } from '@/server/domain/registry/read-card';
import { type CardSource, keyboardWedge, simulator } from './card-source';

const sources: readonly CardSource[] = [keyboardWedge, simulator];

/** Calls with each card that any reader of this workplace reads; what is no card, or has a wrong number, is told as null. */
export function useCardReader(onCard: (card: CardFacts | null) => void): void {
  const heard = useEffectEvent((text: string) => onCard(readCard(text)));
  useEffect(() => {
    const stops = sources.map((listen) => listen((text) => heard(text)));
    return () => stops.forEach((stop) => stop());
  }, []);
}
