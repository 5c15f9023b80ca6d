import { useId } from "react";

type SwitchProps = {
  label: string;
  description?: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
};

/** Something that is on or off at once, without saving: a native checkbox that says it is a switch. */
export function Switch({ label, description, isOn, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="block text-title">
          {label}
        </label>
        {description && (
          <p id={`${id}-description`} className="text-small text-ink-2">
            {description}
          </p>
        )}
      </div>
      <span className="relative inline-grid h-7 w-11 shrink-0 place-items-center pointer-coarse:h-11 pointer-coarse:w-14">
        <input
          id={id}
          type="checkbox"
          role="switch"
          aria-checked={isOn}
          checked={isOn}
          aria-describedby={description && `${id}-description`}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 z-10 cursor-pointer appearance-none rounded-full"
        />
        <span
          aria-hidden="true"
          className="h-6 w-10 rounded-full border border-control bg-card p-0.5 transition-colors duration-100 peer-checked:border-accent peer-checked:bg-accent *:bg-control peer-checked:*:translate-x-4 peer-checked:*:bg-on-accent rtl:peer-checked:*:-translate-x-4 forced-colors:peer-checked:bg-[Highlight] forced-colors:*:bg-[ButtonText]"
        >
          <span className="block size-4.5 rounded-full transition-transform duration-100" />
        </span>
      </span>
    </div>
  );
}
