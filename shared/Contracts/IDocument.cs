namespace Attestry.Contracts;

/// <summary>A record of the document store. <see cref="Id"/> is its natural key, unique within its collection.</summary>
public interface IDocument
{
    string Id { get; }
}
