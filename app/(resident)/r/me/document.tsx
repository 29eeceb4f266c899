import type { AgreementDocument } from '@/server/domain/agreement/document';
import styles from '../resident.module.css';

/** An agreement or a consent, word for word. */
export function DocumentText({ document }: { readonly document: AgreementDocument }) {
  return (
    <div className={styles.text}>
      {document.blocks.map((block, index) => {
        switch (block.kind) {
          case 'heading':
            return <h3 key={index}>{block.text}</h3>;
          case 'paragraph':
            return <p key={index}>{block.text}</p>;
          case 'table':
            return (
              <table key={index} aria-label={block.name}>
                {block.head === null ? null : (
                  <thead>
                    <tr>
                      {block.head.map((cell, column) => (
                        <th key={column} scope="col">
                          {cell}
                        </th>
                      ))}
                    </tr>
                  </thead>
                )}
                <tbody>
                  {block.rows.map((cells, row) => (
                    <tr key={row}>
                      {cells.map((cell, column) => (
                        <td key={column}>{cell}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            );
        }
      })}
    </div>
  );
}
