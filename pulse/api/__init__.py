"""Where programs of staff read released figures: Power BI, Excel, the intranet (docs/api.md)."""
