namespace Attestry.Benchmarks.Reporting;

internal enum ReportFormat
{
    Table = 0,

    Json,
}
