namespace TrainingHub.Web.Api;

/// <summary>A request's body that is a file.</summary>
internal static class FileBody
{
    /// <returns>Null where it is longer; then it is not read to its end.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContext http, int longest)
    {
        if (http.Request.ContentLength > longest)
        {
            return null;
        }

        var body = http.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > longest)
            {
                body.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var content = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
                body.AdvanceTo(read.Buffer.End);
                return content;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
