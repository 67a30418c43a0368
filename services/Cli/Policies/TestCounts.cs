using Attestry.Rego.Testing;

namespace Attestry.Cli.Policies;

/// <summary>How many tests came out how; of a test with cases each case counts.</summary>
internal sealed class TestCounts
{
    internal int Passed { get; private set; }

    internal int Failed { get; private set; }

    internal int Skipped { get; private set; }

    internal int Errored { get; private set; }

    internal int Total => Passed + Failed + Skipped + Errored;

    internal void Add(TestResult result)
    {
        switch (result.Outcome)
        {
            case TestOutcome.Skipped:
                Skipped++;
                break;
            case TestOutcome.Errored:
                Errored++;
                break;
            case var _ when result.Cases.Count > 0:
                Add(result.Cases);
                break;
            case TestOutcome.Passed:
                Passed++;
                break;
            default:
                Failed++;
                break;
        }
    }

    private void Add(IReadOnlyList<TestCaseResult> cases)
    {
        foreach (var one in cases)
        {
            if (one.Cases.Count > 0)
                Add(one.Cases);
            else if (one.IsFailed)
                Failed++;
            else
                Passed++;
        }
    }
}
