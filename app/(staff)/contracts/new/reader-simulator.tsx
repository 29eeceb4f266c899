'use client';

import { Input } from 'antd';
import { useState } from 'react';
import { desk as copy } from '@/app/_copy/desk';
import { Button } from '@/app/_ui/button';

/** A card reader for training: a record that is pasted here arrives as if a device had read it. */
export function ReaderSimulator() {
  const [record, setRecord] = useState('');
  const read = () => window.dispatchEvent(new CustomEvent('gatekeeper:card', { detail: record }));
  return (
    <details>
      <summary>{copy.reader.simulate}</summary>
      <p>{copy.reader.simulateHint}</p>
      <label htmlFor="card-record">{copy.reader.record}</label>
      <div style={{ display: 'flex', gap: 8 }}>
        <Input
          id="card-record"
          autoComplete="off"
          maxLength={300}
          value={record}
          onChange={(event) => setRecord(event.target.value)}
          onPressEnter={(event) => {
            event.preventDefault();
            read();
          }}
        />
        <Button onClick={read}>{copy.reader.read}</Button>
      </div>
    </details>
  );
}
