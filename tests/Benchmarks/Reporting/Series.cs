namespace Attestry.Benchmarks.Reporting;

/// <summary>One figure, measured once a round.</summary>
/// <param name="Unit">For people: <c>MB/s</c> (10⁶ bytes), <c>ms</c>, <c>1/s</c>.</param>
internal sealed record Series(string Name, string Unit)
{
    private readonly List<double> _rounds = [];

    public IReadOnlyList<double> Rounds => _rounds;

    public double Median => Statistics.Median(_rounds);

    internal void Add(double value) => _rounds.Add(value);

    /// <summary>The rounds are in turn, so each is compared with its neighbour, which had the same load of the machine.</summary>
    internal Series RatioTo(Series other, string name, string unit = "×")
    {
        var ratio = new Series(name, unit);
        foreach (var (mine, theirs) in _rounds.Zip(other._rounds))
            ratio.Add(mine / theirs);
        return ratio;
    }
}
