using Attestry.Contracts.Documents;

namespace Attestry.Standalone.Demo;

/// <param name="Reasons">Finding id and message of each.</param>
internal sealed record DemoStatus(DecisionState State, IReadOnlyList<(string Id, string Message)> Reasons)
{
    internal bool IsDecided => State is not (DecisionState.Unknown or DecisionState.Pending);
}
