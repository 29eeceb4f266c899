export interface ThrowAwayPostgres {
  /** Of the cluster's owner, who may create databases. */
  url: string;
  version: string;
  stop(): Promise<void>;
}

export function startPostgres(tell?: (text: string) => void, options?: { durable?: boolean }): Promise<ThrowAwayPostgres | undefined>;
