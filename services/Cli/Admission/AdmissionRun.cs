using Attestry.Gatekeeper;
using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Reviews;

namespace Attestry.Cli.Admission;

/// <summary>Asks a library about each object of a file.</summary>
/// <param name="held">What the cluster holds: an object's namespace is looked up there.</param>
/// <param name="ns">The namespace that a person names; it goes before.</param>
internal sealed class AdmissionRun(ConstraintLibrary library, ReviewOptions options, IReadOnlyList<Manifest> held, Manifest? ns)
{
    internal IReadOnlyList<ReviewedObject> Run(IReadOnlyList<Manifest> objects) =>
        objects.Count > 0 ? [.. objects.Select(Review)] : throw new CommandException("There is no object to judge.", "Name a file that holds one.");

    private ReviewedObject Review(Manifest item)
    {
        var (review, problem) = ReviewReader.Read(item);
        if (review is not null && NamespaceOf(review) is { } found)
            (review, problem) = ReviewReader.Read(item, found);
        if (review is null)
            throw new CommandException($"{problem!.Location}: {problem.Message} ({problem.Id})", "Give an AdmissionReview or an object.");
        var target = review.Objects[0];
        return new($"{target.Kind} {(target.Namespace is { } place ? $"{place}/" : "")}{target.Name}", library.Review(review, options));
    }

    private Manifest? NamespaceOf(Review review) =>
        review.Objects[0] is { Namespace: { } name } ? ns ?? held.FirstOrDefault(h => h is { Kind: "Namespace", Group: "" } && h.Name == name) : null;
}
