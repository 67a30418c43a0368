using System.CommandLine;
using Attestry.Cli.Admission;
using Attestry.Cli.Policies;
using Attestry.Gatekeeper;
using Attestry.Gatekeeper.Constraints;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy admit</c>: what Gatekeeper's constraints say to objects.</summary>
internal static class PolicyAdmitCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var templates = new Option<string[]>("--templates", "-t") { HelpName = "PATH", Description = "Files and folders of ConstraintTemplates and constraints (repeatable).", Required = true, AllowMultipleArgumentsPerToken = true };
        var review = new Option<string>("--review", "-r") { HelpName = "FILE", Description = "AdmissionReviews, or objects that are taken as created; YAML or JSON, - for standard input.", Required = true };
        var ns = new Option<string?>("--namespace-object") { HelpName = "FILE", Description = "The Namespace that the objects are in." };
        var inventory = new Option<string[]>("--inventory") { HelpName = "PATH", Description = "Files and folders of what the cluster holds: data.inventory, and namespaces (repeatable).", AllowMultipleArgumentsPerToken = true };
        var point = new Option<string>("--enforcement-point") { HelpName = "NAME", Description = "Where scoped actions are taken from.", DefaultValueFactory = _ => EnforcementPoint.Admission };
        point.AcceptOnlyFromAmong(EnforcementPoint.Admission, EnforcementPoint.Audit, EnforcementPoint.CommandLine);
        var format = PolicyFormat.Option(PolicyFormat.Pretty, PolicyFormat.Json);
        var command = new DocumentedCommand("admit", "Judges Kubernetes objects by Gatekeeper's constraint templates and constraints.")
        {
            Examples =
            [
                "attestry policy admit --templates policies/gatekeeper --review pod.yaml",
                "attestry policy admit -t template.yaml -t constraint.yaml -r review.json --namespace-object ns.yaml --format json",
                "kubectl get ingress -A -o yaml | attestry policy admit -t policies -r - --inventory cluster.yaml",
            ],
            Exits = ("Everything is admitted; there may be warnings.", "Something is denied, or could not be judged."),
        };
        foreach (var option in new Option[] { templates, review, ns, inventory, point, format })
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var library = Library(parsed.GetValue(templates)!, terminal);
            var held = ManifestFiles.Read(parsed.GetValue(inventory) ?? [], terminal);
            var given = parsed.GetValue(ns) is { } file ? ManifestFiles.Only(file, terminal) : null;
            var options = new ReviewOptions { Time = terminal.Time, Inventory = Inventory.Of(held), Point = parsed.GetValue(point)! };
            var reviews = new AdmissionRun(library, options, held, given).Run(ManifestFiles.Read([parsed.GetValue(review)!], terminal));
            if (parsed.GetValue(format) == PolicyFormat.Json)
                terminal.Out.WriteLine(GoJson.Indented(AdmissionOutput.Json(reviews)));
            else
                AdmissionOutput.Show(terminal.Out, reviews);
            return reviews.All(r => r.Answer.IsAllowed) ? ExitCode.Pass : ExitCode.Fail;
        });
        return command;
    }

    // By a part of the policies no answer can be given: what is missing might deny.
    private static ConstraintLibrary Library(string[] paths, Terminal terminal)
    {
        var (library, findings) = ConstraintLibrary.Load(ManifestFiles.Read(paths, terminal));
        ManifestFiles.Demand([.. findings.Where(f => f.Severity > Severity.Info)]);
        return library.Constraints > 0
            ? library
            : throw new CommandException($"{string.Join(", ", paths)}: there is no constraint.", "Name the constraints beside their templates.");
    }
}
