import { preload } from 'react-dom';

export const callsAddress = '/api/trpc';

const ahead = ['me.self', 'worklist.tiles', 'referral.detail'] as const;
type Ahead = (typeof ahead)[number];

/**
 * Whether a page asks it before its scripts are there, and so by itself: the browser finds an answer again by the whole address.
 * What a page shows of its address is in no static shell; `next.config.mjs` asks for that.
 */
export function asksAhead(path: string): path is Ahead {
  return ahead.some((each) => each === path);
}

/**
 * Has the browser ask while it still fetches the scripts that will want the answer: on a slow line that is a second earlier. To be called
 * while a static shell is rendered, with the very input that the screen begins with.
 */
export function askAhead(path: Ahead, input?: object): void {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  preload(`${callsAddress}/${path}${query}`, { as: 'fetch', crossOrigin: 'anonymous' });
}
