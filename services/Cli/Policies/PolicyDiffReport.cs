using Attestry.Policy.Comparison;

namespace Attestry.Cli.Policies;

/// <param name="Compared">How many artifacts were looked at.</param>
/// <param name="Changed">Those whose verdict would change.</param>
/// <param name="Reworded">Those whose verdict stays, for other reasons.</param>
internal sealed record PolicyDiffReport(int Compared, IReadOnlyList<PolicyChange> Changed, IReadOnlyList<PolicyChange> Reworded);
