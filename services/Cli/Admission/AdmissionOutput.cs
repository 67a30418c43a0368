using Attestry.Cli.Policies;
using Attestry.Gatekeeper;
using Attestry.Gatekeeper.Constraints;
using Attestry.Primitives;

namespace Attestry.Cli.Admission;

/// <summary>Answers for people, a line for each violation, and for programs.</summary>
internal static class AdmissionOutput
{
    internal static void Show(TextWriter writer, IReadOnlyList<ReviewedObject> reviews)
    {
        foreach (var (name, answer) in reviews)
        {
            writer.WriteLine(Bounded.Printable($"{(answer.IsAllowed ? "allowed" : "denied")}  {name}  ({answer.Evaluated} constraints)"));
            foreach (var violation in answer.Violations)
                writer.WriteLine(Bounded.Printable($"  {NameOf(violation.Action)}  {violation.Kind}/{violation.Name}: {violation.Message}"));
        }
    }

    internal static object Json(IReadOnlyList<ReviewedObject> reviews) => GoJson.Object(
        ("allowed", reviews.All(r => r.Answer.IsAllowed)),
        ("reviews", reviews.Select(r => GoJson.Object(
            ("object", r.Name),
            ("allowed", r.Answer.IsAllowed),
            ("evaluated", r.Answer.Evaluated),
            ("violations", r.Answer.Violations.Select(Json).ToList()))).ToList()));

    private static object Json(Violation violation) => GoJson.Object(
        ("constraint", GoJson.Object(("kind", violation.Kind), ("name", violation.Name))),
        ("action", NameOf(violation.Action)),
        ("message", violation.Message),
        ("details", violation.Details),
        ("error", violation.IsError ? true : null));

    private static string NameOf(EnforcementAction action) => action switch
    {
        EnforcementAction.Deny => "deny",
        EnforcementAction.Warn => "warn",
        _ => "dryrun",
    };
}
