namespace Attestry.Benchmarks.Verdicts;

/// <param name="Images">Pushed in a round.</param>
/// <param name="Concurrency">Images pushed at a time.</param>
/// <param name="RabbitMq">Services as processes of their own.</param>
/// <param name="PostgreSql">Else a SQLite file.</param>
internal sealed record VerdictsOptions(int Images, int Concurrency, bool RabbitMq, bool PostgreSql, int Rounds)
{
    /// <summary>Images that are pushed one at a time in a round.</summary>
    internal const int Singles = 10;

    /// <summary>Enough that what is measured has been compiled and connected.</summary>
    internal int WarmUp => Math.Max(50, Images / 2);
}
