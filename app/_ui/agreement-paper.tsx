import type { ReactNode } from 'react';
import type { AgreementDocument, DocumentBlock } from '@/server/domain/agreement/document';
import styles from './agreement-paper.module.css';

interface AgreementPaperProps {
  readonly document: AgreementDocument;
  /** What stands below the text: signatures, digests. */
  readonly children?: ReactNode;
}

/** A filled document as it is read and signed: the same blocks that are printed and digested, in the same order. */
export function AgreementPaper({ document, children }: AgreementPaperProps) {
  return (
    <article className={styles.paper} aria-label={document.title}>
      <h2 className={styles.title}>{document.title}</h2>
      {document.blocks.map((block, at) => (
        <Block key={at} block={block} />
      ))}
      {children}
    </article>
  );
}

function Block({ block }: { readonly block: DocumentBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h3 className={styles.heading}>{block.text}</h3>;
    case 'paragraph':
      return <p className={styles.paragraph}>{block.text}</p>;
    case 'table':
      return <BlockTable block={block} />;
  }
}

function BlockTable({ block }: { readonly block: Extract<DocumentBlock, { kind: 'table' }> }) {
  const { name, head, rows } = block;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={name}>
      <table className={styles.table} aria-label={name}>
        {head ? (
          <thead>
            <tr>
              {head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
        ) : null}
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) =>
                head === null && column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
