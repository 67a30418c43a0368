namespace Attestry.EndToEnd.Processes;

/// <summary>
/// What heals a lost message comes around every few seconds here, in production every few minutes. The deadline is out of
/// reach: a verdict against an image comes from its evidence, never from its absence.
/// </summary>
internal static class HealingIntervals
{
    internal static readonly IReadOnlyDictionary<string, string> OfIngestion = new Dictionary<string, string>
    {
        ["Ingestion:Announce:Interval"] = "00:00:01",
        ["Ingestion:Announce:FirstDelay"] = "00:00:05",
    };

    internal static readonly IReadOnlyDictionary<string, string> OfEvaluator = new Dictionary<string, string>
    {
        ["Evaluator:Deadline"] = "01:00:00",
        ["Evaluator:AskAfter"] = "00:00:05",
        ["Evaluator:LongestAskInterval"] = "00:00:10",
        ["Evaluator:PassInterval"] = "00:00:01",
        ["Evaluator:SweepInterval"] = "00:00:05",
    };
}
