namespace Attestry.HostAgent.Checks;

/// <param name="Subject">What was looked for.</param>
/// <param name="Remedy">What to do; empty when nothing is to be done.</param>
internal sealed record CheckResult(string Subject, CheckState State, string Detail, string Remedy = "");
