'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * The filters of a list, kept in the URL: a link to a list is a link to what it shows, and going back finds it again.
 * What equals its default is left out of the URL. Changing anything but `page` goes back to the default page.
 */
export function useUrlFilters<T extends Record<string, string>>(defaults: T): [filters: T, setFilters: (changes: Partial<T>) => void] {
  const search = useSearchParams();
  const filters = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, search.get(name) ?? value])) as T;
  const setFilters = useCallback(
    (changes: Partial<T>) => {
      const next = new URLSearchParams(window.location.search);
      const paging = 'page' in changes ? {} : { page: undefined };
      for (const [name, value] of Object.entries({ ...paging, ...changes })) {
        if (value === undefined || value === defaults[name]) next.delete(name);
        else next.set(name, value);
      }
      const query = next.toString();
      window.history.replaceState(null, '', query ? `?${query}` : window.location.pathname);
    },
    [defaults],
  );
  return [filters, setFilters];
}
