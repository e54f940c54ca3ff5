//! Pure rules of payrolls on built cases.
