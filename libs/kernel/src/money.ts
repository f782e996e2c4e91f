/** Money as integer minor units of an ISO 4217 currency: VND and JPY have none, so 1 is one đồng. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

const formatter = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency });

/** True for a currency code the runtime's own table knows. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

/** Decimals of the currency's minor unit: 0 for VND, 2 for USD. */
export function minorUnits(currency: string): number {
  return formatter(currency).resolvedOptions().maximumFractionDigits ?? 2;
}
