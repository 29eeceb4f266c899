/**
 * A view of a database handle that stops working when its transaction ends, so that a forgotten await fails loudly
 * instead of writing into somebody else's transaction.
 */
export function guarded<Handle extends object>(handle: Handle): { handle: Handle; end: () => void } {
  let ended = false;
  const view = new Proxy(handle, {
    get(target, property) {
      if (ended) throw new Error('this transaction has ended: await every query inside it');
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return {
    handle: view,
    end: () => {
      ended = true;
    },
  };
}
