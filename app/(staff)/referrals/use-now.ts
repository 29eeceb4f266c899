'use client';

import { useEffect, useState } from 'react';

const stepMs = 30_000;

/** The present moment, moving on every half minute, for clocks that run on a screen. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
