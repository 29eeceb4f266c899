'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import SignaturePad, { type PointGroup } from 'signature_pad';
import { signature as copy } from '@/app/_copy/signature';
import type { SignatureTool } from '@/server/domain/agreement/codes';
import { Button } from './button';
import type { SignatureValue } from './signature-field';
import styles from './signature-field.module.css';

interface SignaturePadCanvasProps {
  readonly label: string;
  /** True when the form holds no signature: what is still on the canvas is wiped. */
  readonly empty: boolean;
  readonly onChange: (value: SignatureValue | null) => void;
}

/** Denser than this adds bytes and nothing that a reader could see. */
const mostPixelRatio = 2;

/** The canvas itself. What was written survives a turned phone or a larger text, scaled with its box. */
export default function SignaturePadCanvas({ label, empty, onChange }: SignaturePadCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const tool = useRef<SignatureTool>('touch');
  const [strokes, setStrokes] = useState(0);
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });

  const tell = useCallback(() => {
    const written = pad.current;
    if (!written) return;
    const count = written.toData().length;
    setStrokes(count);
    told.current(count === 0 ? null : { method: 'handwritten', image: written.toDataURL('image/png'), tool: tool.current, strokes: count });
  }, []);

  useEffect(() => {
    if (!canvas.current) return undefined;
    const opened = openPad(canvas.current, tell);
    pad.current = opened.pad;
    return () => {
      opened.close();
      pad.current = null;
    };
  }, [tell]);

  useEffect(() => {
    if (!empty || !pad.current || pad.current.isEmpty()) return;
    pad.current.clear();
    setStrokes(0);
  }, [empty]);

  const undo = () => {
    if (!pad.current) return;
    pad.current.fromData(pad.current.toData().slice(0, -1));
    tell();
  };
  const clear = () => {
    pad.current?.clear();
    tell();
  };
  return (
    <>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={copy.canvas(label)} onPointerDown={(event) => (tool.current = toolOf(event.pointerType))} />
      <div className={styles.tools}>
        <Button size="large" disabled={strokes === 0} onClick={undo}>
          {copy.undo}
        </Button>
        <Button size="large" disabled={strokes === 0} onClick={clear}>
          {copy.clear}
        </Button>
        <span role="status">{strokes === 0 ? copy.empty : copy.strokes(strokes)}</span>
      </div>
    </>
  );
}

interface OpenPad {
  readonly pad: SignaturePad;
  readonly close: () => void;
}

/** Ties the library to the canvas, and to the size of its box. `tell` is called when what is written has changed. */
function openPad(element: HTMLCanvasElement, tell: () => void): OpenPad {
  const pad = new SignaturePad(element, { backgroundColor: '#ffffff', penColor: '#10182b', minWidth: 0.8, maxWidth: 2.8 });
  let width = 0;
  const fit = () => {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.width === width) return;
    const grown = width === 0 ? 1 : box.width / width;
    width = box.width;
    const ratio = Math.min(window.devicePixelRatio || 1, mostPixelRatio);
    const written = pad.toData();
    element.width = Math.round(box.width * ratio);
    element.height = Math.round(box.height * ratio);
    element.getContext('2d')?.scale(ratio, ratio);
    pad.fromData(written.map((stroke) => scaled(stroke, grown)));
    if (written.length > 0) tell();
  };
  fit();
  const watching = new ResizeObserver(fit);
  watching.observe(element);
  pad.addEventListener('endStroke', tell);
  const close = () => {
    watching.disconnect();
    pad.removeEventListener('endStroke', tell);
    pad.off();
  };
  return { pad, close };
}

function scaled(stroke: PointGroup, by: number): PointGroup {
  return { ...stroke, points: stroke.points.map((point) => ({ ...point, x: point.x * by, y: point.y * by })) };
}

function toolOf(pointerType: string): SignatureTool {
  return pointerType === 'pen' || pointerType === 'mouse' ? pointerType : 'touch';
}
