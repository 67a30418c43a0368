using Attestry.Contracts;

namespace Attestry.Storage;

/// <summary>A piece of a content, small enough for any document store (MongoDB's limit is 16 MiB a document).</summary>
/// <param name="Id"><c>digest#number</c>, from 0.</param>
/// <param name="Count">How many chunks the content has.</param>
/// <param name="Size">Bytes of the whole content.</param>
/// <param name="Data">Gzip of this piece alone, so that pieces that different writers packed differently still fit together; base64 in JSON.</param>
public sealed record ContentChunk(string Id, int Count, long Size, byte[] Data) : IDocument;
