import { type DragEvent, useId, useRef, useState } from 'react';
import { useFormat } from '../../../ui/format';
import { useImportWords } from '../use-import-words';
import { useSize } from '../use-size';

interface FileFieldProps {
  file: File | null;
  onChoose: (file: File) => void;
}

/** The browser's own file field, large enough to drop a file on. */
export function FileField({ file, onChoose }: FileFieldProps) {
  const words = useImportWords();
  const format = useFormat();
  const size = useSize();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (first) onChoose(first);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{words('file')}</label>
      <p className="field-help" id={`${id}-help`}>
        {words('fileHelp', { megabytes: format.number(100) })}
      </p>
      <div
        className={`file-drop ${isOver ? 'file-drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input
          ref={input}
          id={id}
          type="file"
          className="file-input"
          aria-describedby={`${id}-help ${id}-file`}
          onChange={(event) => take(event.target.files)}
        />
        <span className="button button-quiet file-button" aria-hidden="true">
          {words('chooseFile')}
        </span>
        <span id={`${id}-file`} className="file-name">
          {file ? `${file.name} (${size(file.size)})` : words('dropFile')}
        </span>
      </div>
    </div>
  );
}
